package io.github.whatsapp360.emulator.state;

import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.model.RecordedRequest;
import io.github.whatsapp360.emulator.util.Journal;
import io.github.whatsapp360.emulator.util.MonitorWait;
import io.github.whatsapp360.emulator.util.PackedJson;
import io.github.whatsapp360.emulator.util.UnpackedList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last requests, in the order in which they were answered. */
public final class RequestLog {

    /** The number of requests that are kept. */
    static final int KEPT = 20_000;

    /** The number of characters of bodies and answers that are kept. */
    private static final long KEPT_TEXT = 64L << 20;

    private static final int ANSWER_BYTES = 64 * 1024;

    private final Journal journal;
    private final Deque<Packed> lines = new ArrayDeque<>();
    private final Map<String, Long> counts = new HashMap<>();
    private long keptText;
    private long last;

    RequestLog(Journal journal) {
        this.journal = journal;
    }

    /** A request as it is kept, with the length of its texts. */
    private record Packed(long id, int text, byte[] bytes) {

        static Packed of(LoggedRequest line) {
            int text = line.request().body().length() + line.answer().length();
            return new Packed(line.id(), text, PackedJson.pack(line));
        }

        LoggedRequest line() {
            return PackedJson.unpack(bytes, LoggedRequest.class);
        }
    }

    public void add(RecordedRequest request, Instant at, long nanos, Response answer, String fault, String chat) {
        byte[] bytes = answer.bytes();
        String text = new String(bytes, 0, Math.min(bytes.length, ANSWER_BYTES), StandardCharsets.UTF_8);
        Packed line;
        synchronized (this) {
            line = Packed.of(new LoggedRequest(
                    ++last, at.toString(), nanos, request, text, answer.contentType(), answer.code(), fault, chat));
            lines.add(line);
            counts.merge(Integer.toString(request.status()), 1L, Long::sum);
            keptText += line.text();
            while (lines.size() > KEPT || keptText > KEPT_TEXT && lines.size() > 1) {
                keptText -= lines.poll().text();
            }
            notifyAll();
        }
        journal.add("request", () -> RequestJson.line(line.line()));
    }

    /** Adds a request that another emulator has answered. The numbers of the requests grow by one each. */
    synchronized void restore(LoggedRequest line) {
        if (!lines.isEmpty() && line.id() != last + 1) {
            throw new IllegalArgumentException("a request is missing before number " + line.id());
        }
        last = line.id();
        Packed packed = Packed.of(line);
        lines.add(packed);
        keptText += packed.text();
    }

    public synchronized List<RecordedRequest> all() {
        return new UnpackedList<>(List.copyOf(lines), line -> line.line().request());
    }

    /** Returns the numbers of answered requests by their HTTP statuses, forgotten ones too. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Returns lines after this one, {@code most} at most; if it is negative, the newest ones. */
    public synchronized List<LoggedRequest> after(long id, int most) {
        List<Packed> all = new ArrayList<>(lines);
        long first = last - all.size();
        int from = id < 0 ? Math.max(0, all.size() - most) : (int) Math.min(all.size(), Math.max(0, id - first));
        return all.subList(from, Math.min(all.size(), from + most)).stream()
                .map(Packed::line)
                .toList();
    }

    public Optional<LoggedRequest> find(long id) {
        return after(id - 1, 1).stream().filter(line -> line.id() == id).findFirst();
    }

    public List<RecordedRequest> await(int count) {
        MonitorWait.await(this, this::size, size -> size >= count, count + " requests");
        return all();
    }

    /** Returns the number of answered requests, forgotten ones too. */
    synchronized long count() {
        return last;
    }

    /** Waits until so many were answered, or the time is over; whether they were. */
    public synchronized boolean await(long count, long millis) throws InterruptedException {
        if (last < count) {
            wait(millis);
        }
        return last >= count;
    }

    private synchronized int size() {
        return lines.size();
    }
}
