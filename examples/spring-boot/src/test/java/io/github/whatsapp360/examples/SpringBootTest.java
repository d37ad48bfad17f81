package io.github.whatsapp360.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The example on Spring Boot 3.5; Actuator's health shows the component. */
class SpringBootTest extends PackagedJar {

    @Test
    @Order(3)
    void actuatorsHealthShowsTheComponent() throws Exception {
        String port = find("started on port (\\d+)", output());
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        assertThat(health.body())
                .containsPattern("\"producer:whatsapp360-[^\"]+\":\"UP\"")
                .doesNotContain(TO);
    }

    @Override
    protected List<String> row(String output) {
        List<String> row = new ArrayList<>(super.row(output));
        row.add("Actuator's health shows the component");
        return row;
    }
}
