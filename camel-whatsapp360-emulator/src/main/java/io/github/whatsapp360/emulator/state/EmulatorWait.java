package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.Search;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits until a search has found enough. After a reset it goes on, in the emulator that is empty then. */
public final class EmulatorWait {

    /** The longest time to wait. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int NEAREST = 3;
    private static final long LOOK_MILLIS = 1_000;

    private final Supplier<EmulatorState> states;
    private final Duration limit;
    private final BooleanSupplier isAbandoned;

    /**
     * @param limit from 0, which only looks, to {@link #LONGEST}
     * @throws IllegalArgumentException if it is out of this range
     */
    public EmulatorWait(Supplier<EmulatorState> states, Duration limit) {
        this(states, limit, () -> false);
    }

    /** @param isAbandoned is asked once a second; when nobody waits any more, the wait ends as if it were over */
    public EmulatorWait(Supplier<EmulatorState> states, Duration limit, BooleanSupplier isAbandoned) {
        if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout: from 0 to 10 minutes");
        }
        this.states = states;
        this.limit = limit;
        this.isAbandoned = isAbandoned;
    }

    /** The end of a wait: what was found, and if that was not enough, the ones that are nearest to it. */
    public record Result<T>(List<T> found, int count, List<Search.Near<T>> nearest, String failure) {

        public boolean isEnough() {
            return found.size() >= count;
        }

        /** Returns what was found. */
        public List<T> orFail() {
            if (!isEnough()) {
                throw new AssertionError(failure);
            }
            return found;
        }
    }

    /**
     * Waits until at least so many are found.
     *
     * @throws IllegalArgumentException if the search is wrong
     */
    public <T> Result<T> until(int count, Function<EmulatorState, Search<T>> searches) {
        long end = System.nanoTime() + limit.toNanos();
        long look = System.nanoTime() + LOOK_MILLIS * 1_000_000;
        EmulatorState state = states.get();
        Search<T> search = searches.apply(state);
        while (true) {
            Journal journal = state.journal();
            long seen = journal.last();
            List<T> found = search.found();
            long millis = (end - System.nanoTime() + 999_999) / 1_000_000;
            if (found.size() >= count) {
                return new Result<>(found, count, List.of(), "");
            }
            if (System.nanoTime() - look >= 0) {
                look = System.nanoTime() + LOOK_MILLIS * 1_000_000;
                millis = isAbandoned.getAsBoolean() ? 0 : millis;
            }
            if (millis <= 0 || !goesOn(journal, seen, millis) && states.get() == state) {
                List<Search.Near<T>> nearest = search.nearest(NEAREST);
                return new Result<>(found, count, nearest, failure(search, found.size(), count, nearest));
            }
            if (states.get() != state) {
                state = states.get();
                search = searches.apply(state);
            }
        }
    }

    private static boolean goesOn(Journal journal, long seen, long millis) {
        try {
            return journal.await(seen, Math.min(millis, LOOK_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> String failure(Search<T> search, int found, int count, List<Search.Near<T>> nearest) {
        int others = search.all().size() - found;
        StringBuilder text = new StringBuilder();
        text.append(limit.isZero() ? "There is not " : "Waited " + seconds() + " s for ")
                .append(search.wanted());
        if (count > 1) {
            text.append(", ").append(count).append(" times; ").append(found).append(" came");
        }
        if (others == 0) {
            return text.append(". Nothing else came.").toString();
        }
        text.append(". Instead came ").append(others).append(", the nearest first:");
        for (Search.Near<T> near : nearest) {
            text.append("\n  - ").append(search.describe(near.one()));
            text.append(" — ").append(String.join(", ", near.differences()));
        }
        return text.toString();
    }

    private String seconds() {
        return limit.toMillisPart() == 0
                ? Long.toString(limit.toSeconds())
                : Double.toString(limit.toMillis() / 1000.0);
    }
}
