"""drivers.py - why net sales of each scope moved, and what moved them most."""

from fractions import Fraction

import figures
from judge import near, written

# The effects by the KPIs whose names they have, in the order of the tree.
LEAVES = ("customers", "frequency", "aov", "upt", "unit_price",
          "anonymous_sales", "returns")
LABELS = {"customers": "Customers", "frequency": "Frequency",
          "aov": "Average order value", "upt": "Units per basket",
          "unit_price": "Average unit price",
          "anonymous_sales": "Anonymous sales", "returns": "Returns"}
GROUPS = 8


def values(row):
    """The measures of a scope in one span of days."""
    customers, baskets = row["customers"], row["baskets"]
    identified = Fraction(row["identified"], 10**4)
    units = Fraction(row["units"], 1000)
    return {"net_sales": Fraction(row["net_sales"], 10**4),
            "identified_sales": identified, "customers": customers,
            "frequency": Fraction(baskets, customers) if customers else None,
            "aov": identified / baskets if baskets else None,
            "upt": units / baskets if baskets else None,
            "unit_price": identified / units if units > 0 else None,
            "anonymous_sales": Fraction(row["sold"], 10**4) - identified,
            "returns": Fraction(row["returned"], 10**4)}


def split(now, base, all_units, known):
    """The effect of each leaf there is.  Where nobody was identified in one of
    the spans all that their sales changed is put down to customers."""
    by_units = all_units and None not in (now["unit_price"],
                                          base["unit_price"])
    effect = {"customers": now["identified_sales"] - base["identified_sales"],
              "anonymous_sales": now["anonymous_sales"] -
              base["anonymous_sales"],
              "returns": base["returns"] - now["returns"]}
    if not known:
        del effect["customers"]
    if not now["customers"] or not base["customers"]:
        return effect
    if not by_units:
        now, base = ({**side, "upt": Fraction(1), "unit_price": side["aov"]}
                     for side in (now, base))
    found = figures.effects(now, base)
    leaves = ("upt", "unit_price") if by_units else ("aov",)
    for name in ("customers", "frequency") + leaves:
        effect[name] = found[name]
    return effect


def largest(effect, said=None):
    """The leaf that did most in the direction of the change; of two that are
    the same to the last place the one that is said to be it."""
    change = sum(effect.values())
    with_it = [name for name in LEAVES
               if effect.get(name, 0) * change > 0]
    most = max(with_it, key=lambda name: round(abs(effect[name]), 4),
               default=None)
    alike = [name for name in with_it if abs(effect[most]) -
             abs(effect[name]) < Fraction(1, 10**4)]
    return next((name for name in alike if LABELS[name] == said), most)


def moves(book, case):
    """By comparison and scope, in their order: net sales and effects."""
    all_units = not book.db.execute(
        "SELECT count(*) FROM line WHERE NOT counts_units").fetchone()[0]
    now = {row["scope"]: row for row in
           book.rows("scope_drivers", *case.now, case.as_of)}
    found, known = {}, figures.identified(book, case)
    for side in ("ly", "prev"):
        span = case.bases[side]
        base = {row["scope"]: row for row in
                book.rows("scope_drivers", *span, case.as_of)} if span else {}
        for scope in sorted(base, key=figures.place):
            after, before = now[scope], base[scope]
            if not after["lines"] and not before["lines"]:
                continue
            pair = values(after), values(before)
            found[side, scope] = {
                "level": after["level"], "name": after["name"], "span": span,
                "now": pair[0]["net_sales"], "base": pair[1]["net_sales"],
                "effect": split(*pair, all_units, known),
                "unsplit": known and not (after["customers"] and
                                          before["customers"]),
                "status": "ended" if not after["lines"] else
                "" if before["lines"] else "new"}
    return found


def cells(move, said):
    """What both tables have of a move."""
    now, base, effect = move["now"], move["base"], move["effect"]
    main = largest(effect, said)
    row = {"net_sales": written(now, "money"), "base": written(base, "money"),
           "change": written(now - base, "money"),
           "pct": near((now - base) / base, max(now, base) / base)
           if base > 0 else None,
           "main_driver": LABELS.get(main),
           "main_effect": figures.Amount(effect[main]) if main else None}
    for name in LEAVES:
        row[name] = figures.Amount(effect[name]) if name in effect else None
    return row


def check_sums(table, got):
    """The effects of a row add up to its change, to the last place."""
    for row in got:
        effects = sum(Fraction(row[name]) for name in LEAVES if row[name])
        table.cell(f"{row['comparison']} {row['name']} effects",
                   str(effects), str(Fraction(row["change"])))


def check_scope_drivers(book, case, table, got):
    found = moves(book, case)
    said = {(row["comparison"], row["scope"]): row["main_driver"]
            for row in got}
    rows = {}
    for key, move in found.items():
        days = Fraction(case.now.days(), move["span"].days())
        rows[key] = cells(move, said.get(key))
        rows[key].update(
            level=move["level"], name=move["name"], status=move["status"],
            unsplit=str(int(move["unsplit"])),
            pct_per_day=near((move["now"] / days - move["base"]) /
                             move["base"],
                             max(move["now"], move["base"]) / move["base"])
            if move["base"] > 0 else None)
    table.rows(got, ("comparison", "scope"), rows)
    table.order(got, ("comparison", "scope"), list(found))
    check_sums(table, got)


def together(parts):
    """Several moves as one."""
    effect = {name: sum(part["effect"].get(name, 0) for part in parts)
              for name in LEAVES
              if any(name in part["effect"] for part in parts)}
    return {"name": "Other", "effect": effect,
            "now": sum(part["now"] for part in parts),
            "base": sum(part["base"] for part in parts)}


def check_driver_groups(book, case, table, got):
    """As many as fit; from the last place on all others together."""
    found = moves(book, case)
    said = {(row["name"], row["level"], row["comparison"]):
            row["main_driver"] for row in got}
    rows = {}
    for side in ("ly", "prev"):
        for level in ("market", "state", "department"):
            ranked = sorted(
                (move for key, move in found.items()
                 if key[0] == side and move["level"] == level),
                key=lambda move: -abs(move["now"] - move["base"]))
            alone = ranked if len(ranked) <= GROUPS else ranked[:GROUPS - 1]
            groups = [(move, 1) for move in alone]
            if len(alone) < len(ranked):
                groups.append((together(ranked[len(alone):]),
                               len(ranked) - len(alone)))
            for move, count in groups:
                key = move["name"], level, side
                rows[key] = {**cells(move, said.get(key)),
                             "scopes": str(count)}
    key = ("name", "level", "comparison")
    table.rows(got, key, rows)
    table.order(got, key, list(rows))
    check_sums(table, got)


def add_to_stores(book, case, rows):
    """What moved a store most, beside its other figures."""
    found = moves(book, case)
    for where, row in rows.items():
        for side in ("prev", "ly"):
            move = found.get((side, f"store:{where[0]}"))
            main = largest(move["effect"]) if move else None
            row[f"driver_{side}"] = LABELS.get(main)
            row[f"driver_{side}_effect"] = \
                figures.Amount(move["effect"][main]) if main else None


BUILDERS = {"scope_drivers": check_scope_drivers,
            "driver_groups": check_driver_groups}
