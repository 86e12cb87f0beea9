#include "measure/numeric.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <string.h>

enum { STEPS = 400, LAST_STEPS = 12 };

/* The first step of a descent, how exactly a line is searched, and the gradient
 * at which it is near the bottom. */
static const double first_step = 0.1, line_tolerance = 0.1, near_flat = 1e-5;

/* The gradient at the bottom, how far around it curvature is looked for, and
 * what a value may be above another that it equals. */
static const double flat = 1e-9, around = 1e-3, rounding = 1e-12;

/* The size of the simplex at which it has settled, of its first size. */
static const double settled = 1e-7;

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
        if (gsl_multimin_test_gradient(run->gradient, near_flat) ==
                GSL_SUCCESS ||
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

/* The derivatives of the gradient at a point, as the factor of Cholesky; false
 * where there is no bottom near. */
static bool factor_curvature(const struct numeric_problem *problem,
                             const double *point, gsl_matrix *curvature)
{
    size_t size = problem->size;
    double at[NUMERIC_MOST], up[NUMERIC_MOST], down[NUMERIC_MOST];

    for (size_t i = 0; i < size; i++) {
        memcpy(at, point, size * sizeof *at);
        at[i] = point[i] + around;
        problem->function(problem->context, at, up);
        at[i] = point[i] - around;
        problem->function(problem->context, at, down);
        for (size_t j = 0; j < size; j++)
            gsl_matrix_set(curvature, i, j, (up[j] - down[j]) / (2 * around));
    }
    return gsl_linalg_cholesky_decomp1(curvature) == GSL_SUCCESS;
}

/* Newton's steps with a curvature that stays. */
static bool step_down(const struct numeric_problem *problem,
                      const gsl_matrix *curvature, double *point, double *value)
{
    double gradient[NUMERIC_MOST], step[NUMERIC_MOST], next[NUMERIC_MOST];
    gsl_vector_view slope = gsl_vector_view_array(gradient, problem->size);
    gsl_vector_view way = gsl_vector_view_array(step, problem->size);

    *value = problem->function(problem->context, point, gradient);
    for (int i = 0; i < LAST_STEPS; i++) {
        double lower;

        if (gsl_blas_dnrm2(&slope.vector) <= flat)
            return true;
        gsl_linalg_cholesky_solve(curvature, &slope.vector, &way.vector);
        for (size_t j = 0; j < problem->size; j++)
            next[j] = point[j] - step[j];
        lower = problem->function(problem->context, next, gradient);
        if (!(lower <= *value + rounding))
            return false;
        *value = lower;
        memcpy(point, next, problem->size * sizeof *point);
    }
    return false;
}

bool numeric_settle(const struct numeric_problem *problem,
                    const struct numeric_problem *cheaper, double *point,
                    double *value)
{
    double cells[NUMERIC_MOST * NUMERIC_MOST];
    gsl_matrix_view curvature =
        gsl_matrix_view_array(cells, problem->size, problem->size);

    gsl_set_error_handler_off();
    *value = problem->function(problem->context, point, NULL);
    return factor_curvature(cheaper, point, &curvature.matrix) &&
           step_down(problem, &curvature.matrix, point, value);
}

static double plain_at(const gsl_vector *at, void *context)
{
    const struct numeric_values *values = context;

    return values->value(values->context, at->data);
}

static double shrink(const struct numeric_values *values, double step,
                     gsl_multimin_fminimizer *run, double *point)
{
    struct numeric_values copy = *values;
    double sizes[NUMERIC_MOST];
    gsl_multimin_function function = {plain_at, values->size, &copy};
    gsl_vector_view start = gsl_vector_view_array(point, values->size);
    gsl_vector_view steps = gsl_vector_view_array(sizes, values->size);

    gsl_vector_set_all(&steps.vector, step);
    gsl_multimin_fminimizer_set(run, &function, &start.vector, &steps.vector);
    for (int i = 0; i < STEPS; i++)
        if (gsl_multimin_fminimizer_iterate(run) != GSL_SUCCESS ||
            gsl_multimin_fminimizer_size(run) < settled * step)
            break;
    memcpy(point, run->x->data, values->size * sizeof *point);
    return run->fval;
}

double numeric_simplex(const struct numeric_values *values, double step,
                       double *point)
{
    gsl_multimin_fminimizer *run;
    double value;

    gsl_set_error_handler_off();
    run = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2,
                                        values->size);
    value = shrink(values, step, run, point);
    gsl_multimin_fminimizer_free(run);
    return value;
}
