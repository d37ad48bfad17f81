package io.github.whatsapp360;

import java.util.AbstractList;
import java.util.List;

/**
 * Several events or results as a body. It is a class of its own, so that Camel can convert it to text, bytes and JSON.
 *
 * @param <T> the type of the elements
 */
final class ResultList<T> extends AbstractList<T> {

    private final List<T> results;

    ResultList(List<T> results) {
        this.results = results;
    }

    @Override
    public T get(int index) {
        return results.get(index);
    }

    @Override
    public int size() {
        return results.size();
    }
}
