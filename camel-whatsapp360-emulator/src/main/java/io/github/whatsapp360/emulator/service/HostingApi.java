package io.github.whatsapp360.emulator.service;

import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.http.Response;
import io.github.whatsapp360.emulator.state.EmulatorState;
import java.io.IOException;
import java.util.List;

/** The paths of one hosting and what is answered there. */
public interface HostingApi {

    /** The path's name as the documentation writes it; empty if there is no such path. */
    String route(String path);

    /** The methods that a route has. */
    List<String> methods(String route);

    /** Answers a call whose key, path and method are known to be right. */
    Response answer(ApiCall call, String route, EmulatorState state) throws IOException, ApiError.Refused;
}
