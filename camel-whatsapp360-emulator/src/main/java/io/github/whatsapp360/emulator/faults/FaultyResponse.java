package io.github.whatsapp360.emulator.faults;

import com.sun.net.httpserver.HttpExchange;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.model.Fault;
import io.github.whatsapp360.emulator.wire.WireExchange;
import java.io.IOException;
import java.util.List;

/**
 * An answer that a fault delays, cuts or replaces.
 *
 * @param answer the answer of the service; null if it did not see the request
 * @param since the rules at that time: one that holds a connection ends with them
 */
public record FaultyResponse(Fault fault, Response answer, Faults faults, List<ActiveFault> since) implements Response {

    private static final int LOOK_MILLIS = 100;

    @Override
    public int status() {
        if (fault instanceof Fault.Status status) {
            return status.status();
        }
        return answer != null ? answer.status() : fault instanceof Fault.Garbage ? 200 : 0;
    }

    @Override
    public String contentType() {
        return answer == null ? "" : answer.contentType();
    }

    @Override
    public byte[] bytes() {
        return answer == null ? FaultBytes.body(fault) : answer.bytes();
    }

    @Override
    public int code() {
        return answer == null ? FaultBytes.code(fault) : answer.code();
    }

    @Override
    public void write(HttpExchange any) throws IOException {
        WireExchange exchange = (WireExchange) any;
        if (fault instanceof Fault.ResetAfter || fault instanceof Fault.LoseAnswer) {
            exchange.reset();
        } else if (fault instanceof Fault.Silent) {
            hold(exchange);
            exchange.close();
        } else if (fault instanceof Fault.Drip drip) {
            exchange.drip(drip.interval());
            answer.write(exchange);
        } else if (fault instanceof Fault.CutAnswerAfter cut) {
            cut(exchange, cut.bodyBytes());
        } else {
            exchange.raw(FaultBytes.of(fault), fault instanceof Fault.Status || fault instanceof Fault.Garbage);
        }
    }

    private void hold(WireExchange exchange) throws IOException {
        try {
            while (faults.hold(since, LOOK_MILLIS) && !exchange.isAbandoned()) {
                // Neither the rules nor the client have changed.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cut(WireExchange exchange, int length) throws IOException {
        exchange.cutAfter(length);
        answer.write(exchange);
    }
}
