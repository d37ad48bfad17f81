package io.github.whatsapp360.benchmarks.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The result of a child JVM that ends, fails or hangs. */
class ChildJvmTest {

    @Test
    void theLineOfAProcessThatEndsIsReturned() throws Exception {
        try (ChildJvm child = new ChildJvm(List.of(), Child.class, "end")) {
            assertThat(child.lastLine(60)).contains("done");
        }
    }

    @Test
    void aProcessThatFailsHasNoResult() throws Exception {
        try (ChildJvm child = new ChildJvm(List.of(), Child.class, "fail")) {
            assertThat(child.lastLine(60)).isEmpty();
        }
    }

    @Test
    void aProcessThatHangsHasNoResult() throws Exception {
        try (ChildJvm child = new ChildJvm(List.of(), Child.class, "hang")) {
            assertThat(child.lastLine(1)).isEmpty();
        }
    }

    /** The program in the child JVM. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            switch (args[0]) {
                case "end" -> System.out.println("done");
                case "fail" -> System.exit(1);
                default -> new CountDownLatch(1).await();
            }
        }
    }
}
