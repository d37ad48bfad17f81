package io.github.whatsapp360.emulator.util;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A search that goes on while things arrive. It looks at those that cannot match any more only once. */
public interface Search<T> {

    /** Describes what is searched for, in words: {@code a message to 4915112345678 with the type text}. */
    String wanted();

    /** Returns what has arrived by now and matches, oldest first. */
    List<T> found();

    /** Returns what has arrived by now, oldest first. */
    List<T> all();

    /** Describes one that has arrived, in a few words. */
    String describe(T one);

    /** Says in which ways one does not match; empty if it matches. */
    List<String> differences(T one);

    /** The one that arrived, and the ways in which it does not match. */
    record Near<T>(T one, List<String> differences) {}

    /** Returns those that came and do not match: the ones with the fewest differences first, of these the newest. */
    default List<Near<T>> nearest(int most) {
        List<T> all = all();
        List<Near<T>> nearest = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Near<T> near = new Near<>(all.get(i), differences(all.get(i)));
            if (!near.differences().isEmpty()) {
                nearest.add(near);
                nearest.sort(Comparator.comparingInt(one -> one.differences().size()));
                nearest.subList(Math.min(most, nearest.size()), nearest.size()).clear();
            }
        }
        return nearest;
    }

    /** Describes criteria in words. */
    static String words(Map<String, String> criteria, Map<String, String> phrases) {
        StringBuilder words = new StringBuilder();
        criteria.forEach(
                (name, value) -> words.append(' ').append(phrases.get(name).replace("?", value)));
        return words.toString();
    }

    /** Requires that each criterion is one of these. */
    static void requireKnown(Map<String, String> criteria, Map<String, String> phrases) {
        for (String name : criteria.keySet()) {
            if (!phrases.containsKey(name)) {
                throw new IllegalArgumentException(
                        "Not a criterion: " + name + "; there are " + String.join(", ", phrases.keySet()));
            }
        }
    }

    /** Returns a number in its normal form; refuses what is neither a number nor a user ID. */
    static String requireNumber(String name, String number) {
        String normal = RecipientNumber.normalized(number);
        String problem = RecipientNumber.isUserId(normal) ? "" : RecipientNumber.problem(normal);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(name + ": this is not a customer's number: " + problem);
        }
        return normal;
    }
}
