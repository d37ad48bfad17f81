package io.github.whatsapp360.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Rounds in which all ways take their turn, each round in another order, so that what else the machine does meets all of
 * them alike; what is compared was measured side by side.
 */
final class Rounds<T> {

    private final List<? extends Way> ways;
    private final Turn<T> turn;
    private final Map<String, List<T>> samples = new LinkedHashMap<>();

    /** Measures one turn of a way. */
    @FunctionalInterface
    interface Turn<T> {
        T take(Way way) throws Exception;
    }

    Rounds(List<? extends Way> ways, Turn<T> turn) {
        this.ways = ways;
        this.turn = turn;
        ways.forEach(way -> samples.put(way.name(), new ArrayList<>()));
    }

    static <T> Rounds<T> run(int count, List<? extends Way> ways, Turn<T> turn) throws Exception {
        return new Rounds<>(ways, turn).more(count);
    }

    /** So many rounds more. */
    Rounds<T> more(int count) throws Exception {
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < ways.size(); i++) {
                Way way = ways.get((round + i) % ways.size());
                samples.get(way.name()).add(turn.take(way));
            }
        }
        return this;
    }

    /** What the rounds of a way showed. */
    Spread of(Way way, ToDoubleFunction<T> figure) {
        return Spread.of(samples.get(way.name()).stream().mapToDouble(figure).toArray());
    }

    /** A figure of one way as a multiple of another's, round by round. */
    Spread ratio(Way way, Way other, ToDoubleFunction<T> figure) {
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
    double bestRatio(Way way, Way other, ToDoubleFunction<T> figure) {
        return of(way, figure).max() / of(other, figure).max();
    }
}
