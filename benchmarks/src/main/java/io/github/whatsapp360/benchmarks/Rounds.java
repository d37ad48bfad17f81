package io.github.whatsapp360.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Rounds in which all contenders take their turn, each round in another order, so that what else the machine does meets all of
 * them alike; what is compared was measured side by side.
 */
final class Rounds<W extends Named, T> {

    private final List<? extends W> ways;
    private final Turn<W, T> turn;
    private final Map<String, List<T>> samples = new LinkedHashMap<>();

    /** Measures one turn of a way. */
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

    /** So many rounds more. */
    Rounds<W, T> more(int count) throws Exception {
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < ways.size(); i++) {
                W way = ways.get((round + i) % ways.size());
                samples.get(way.name()).add(turn.take(way));
            }
        }
        return this;
    }

    /** What the rounds of a way showed. */
    Spread of(Named way, ToDoubleFunction<T> figure) {
        return Spread.of(samples.get(way.name()).stream().mapToDouble(figure).toArray());
    }

    /** A figure of one way as a multiple of another's, round by round. */
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
     * The best round of one way as a multiple of another's best: a disturbance only ever makes a round worse, so the best
     * ones are the least disturbed.
     */
    double bestRatio(Named way, Named other, ToDoubleFunction<T> figure) {
        return of(way, figure).max() / of(other, figure).max();
    }
}
