package io.github.whatsapp360.emulator;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The relays that were opened, so that they are closed with the emulator. */
final class Relays implements AutoCloseable {

    private final List<FaultRelay> all = new ArrayList<>();

    synchronized FaultRelay open(InetSocketAddress target) {
        FaultRelay relay = new FaultRelay(target);
        all.add(relay);
        return relay;
    }

    @Override
    public synchronized void close() {
        all.forEach(FaultRelay::close);
    }
}
