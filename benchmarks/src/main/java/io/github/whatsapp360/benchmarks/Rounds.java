package io.github.whatsapp360.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Rounds in which all contenders take their turn, each round in another order, so that other load on the machine
 * affects all of them equally. Compared figures come from the same round.
 */
final class Rounds<W extends Named, T> {

    private final List<? extends W> ways;
    private final Turn<W, T> turn;
    private final Map<String, List<T>> samples = new LinkedHashMap<>();

    /** A measurement of one turn of a way. */
    @FunctionalInterface
    interface Turn<W, T> {
        T take(W way) throws Exception;
    }

    Rounds(List<? extends W> ways, Turn<W, T> turn) {
        this.ways = ways;
        this.turn = turn;
        ways.forEach(way -> samples.put(way.name(), new ArrayList<>()));
    }

    static <W extends Named, T> Rounds<W, T> run(int count, List<? extends W> ways, Turn<W, T> turn) throws Exception {
        return new Rounds<>(ways, turn).more(count);
    }

    /** Runs this number of additional rounds. */
    Rounds<W, T> more(int count) throws Exception {
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < ways.size(); i++) {
                W way = ways.get((round + i) % ways.size());
                samples.get(way.name()).add(turn.take(way));
            }
        }
        return this;
    }

    /** Returns the spread of a figure of one way over all rounds. */
    Spread of(Named way, ToDoubleFunction<T> figure) {
        return Spread.of(samples.get(way.name()).stream().mapToDouble(figure).toArray());
    }

    /** Returns the spread of the ratio of a figure of two ways, round by round. */
    Spread ratio(Named way, Named other, ToDoubleFunction<T> figure) {
        List<T> ours = samples.get(way.name());
        List<T> theirs = samples.get(other.name());
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i));
        }
        return Spread.of(ratios);
    }

    /**
     * Returns the ratio of the best rounds of two ways. A disturbance always makes a round worse, so the best rounds
     * are the least disturbed.
     */
    double bestRatio(Named way, Named other, ToDoubleFunction<T> figure) {
        return of(way, figure).max() / of(other, figure).max();
    }
}
