#include "measure/numeric.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <string.h>

enum { STEPS = 400 };

/* The first step of a descent, how exactly a line is searched, and the gradient
 * at which it is at the bottom. */
static const double first_step = 0.1, line_tolerance = 0.1, flat = 1e-8;

/* The size of the simplex at which it has settled, of its first size. */
static const double settled = 1e-6;

double numeric_normal(double p)
{
    return gsl_cdf_ugaussian_Pinv(p);
}

double numeric_student(double p, double degrees)
{
    return gsl_cdf_tdist_Pinv(p, degrees);
}

double numeric_log_gamma(double x)
{
    return gsl_sf_lngamma(x);
}

double numeric_digamma(double x)
{
    return gsl_sf_psi(x);
}

static double value_at(const gsl_vector *at, void *context)
{
    const struct numeric_problem *problem = context;

    return problem->function(problem->context, at->data, NULL);
}

static void both_at(const gsl_vector *at, void *context, double *value,
                    gsl_vector *gradient)
{
    const struct numeric_problem *problem = context;

    *value = problem->function(problem->context, at->data, gradient->data);
}

static void gradient_at(const gsl_vector *at, void *context,
                        gsl_vector *gradient)
{
    double value;

    both_at(at, context, &value, gradient);
}

/* A run that can go no further says so by its status: nothing ends here. */
static double descend(const struct numeric_problem *problem,
                      gsl_multimin_fdfminimizer *run, double *point)
{
    struct numeric_problem copy = *problem;
    gsl_multimin_function_fdf function = {value_at, gradient_at, both_at,
                                          problem->size, &copy};
    gsl_vector_view start = gsl_vector_view_array(point, problem->size);

    gsl_multimin_fdfminimizer_set(run, &function, &start.vector, first_step,
                                  line_tolerance);
    for (int i = 0; i < STEPS; i++)
        if (gsl_multimin_test_gradient(run->gradient, flat) == GSL_SUCCESS ||
            gsl_multimin_fdfminimizer_iterate(run) != GSL_SUCCESS)
            break;
    memcpy(point, run->x->data, problem->size * sizeof *point);
    return run->f;
}

double numeric_descend(const struct numeric_problem *problem, double *point)
{
    gsl_multimin_fdfminimizer *run;
    double value;

    gsl_set_error_handler_off();
    run = gsl_multimin_fdfminimizer_alloc(
        gsl_multimin_fdfminimizer_vector_bfgs2, problem->size);
    value = descend(problem, run, point);
    gsl_multimin_fdfminimizer_free(run);
    return value;
}

static double shrink(const struct numeric_problem *problem, double step,
                     gsl_multimin_fminimizer *run, double *point)
{
    struct numeric_problem copy = *problem;
    double sizes[NUMERIC_MOST];
    gsl_multimin_function function = {value_at, problem->size, &copy};
    gsl_vector_view start = gsl_vector_view_array(point, problem->size);
    gsl_vector_view steps = gsl_vector_view_array(sizes, problem->size);

    gsl_vector_set_all(&steps.vector, step);
    gsl_multimin_fminimizer_set(run, &function, &start.vector, &steps.vector);
    for (int i = 0; i < STEPS; i++)
        if (gsl_multimin_fminimizer_iterate(run) != GSL_SUCCESS ||
            gsl_multimin_fminimizer_size(run) < settled * step)
            break;
    memcpy(point, run->x->data, problem->size * sizeof *point);
    return run->fval;
}

double numeric_simplex(const struct numeric_problem *problem, double step,
                       double *point)
{
    gsl_multimin_fminimizer *run;
    double value;

    gsl_set_error_handler_off();
    run = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2,
                                        problem->size);
    value = shrink(problem, step, run, point);
    gsl_multimin_fminimizer_free(run);
    return value;
}
