package io.github.whatsapp360.emulator;

import java.util.ArrayList;
import java.util.List;

/** The requests in the order in which they were answered. */
final class RequestLog {

    private final List<RecordedRequest> requests = new ArrayList<>();

    synchronized void add(RecordedRequest request) {
        requests.add(request);
        notifyAll();
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    List<RecordedRequest> await(int count) {
        return Patience.await(this, this::all, all -> all.size() >= count, count + " requests");
    }
}
