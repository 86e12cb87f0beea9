#include "measure/change.h"

static const struct cell undefined;

static struct cell integer_difference(enum cell_kind kind, int64_t now,
                                      int64_t base)
{
    int64_t difference;

    if (__builtin_sub_overflow(now, base, &difference))
        return undefined;
    return cell_integer(kind, difference);
}

struct cell change_difference(const struct cell *now, const struct cell *base)
{
    if (now->kind != base->kind)
        return undefined;
    switch (now->kind) {
    case CELL_MONEY:
    case CELL_COUNT:
    case CELL_QUANTITY:
        return integer_difference(now->kind, now->integer, base->integer);
    case CELL_RATE:
        return cell_real(CELL_POINTS, now->real - base->real);
    case CELL_PRICE:
    case CELL_RATIO:
    case CELL_INDEX:
        return cell_real(now->kind, now->real - base->real);
    case CELL_UNDEFINED:
    case CELL_TEXT:
    case CELL_DATE:
    case CELL_POINTS:
    case CELL_CHANGE:
    case CELL_RANK:
    case CELL_FLAG:
        break;
    }
    return undefined;
}

struct cell change_relative(double now, double base)
{
    if (!(base > 0))
        return undefined;
    return cell_real(CELL_CHANGE, (now - base) / base);
}

struct cell change_per_day(double now, int32_t now_days, double base,
                           int32_t base_days)
{
    /* Of as many days the change is the same to the last digit. */
    if (now_days == base_days)
        return change_relative(now, base);
    return change_relative(now / now_days, base / base_days);
}
