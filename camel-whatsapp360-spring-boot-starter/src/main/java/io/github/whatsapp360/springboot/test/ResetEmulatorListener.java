package io.github.whatsapp360.springboot.test;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Empties the emulator after each test method of a class with {@link AutoConfigureWhatsapp360Emulator}: as for Spring's
 * mock beans, what happened at the application's start is there for the first one.
 */
final class ResetEmulatorListener extends AbstractTestExecutionListener {

    private static final String BEAN = "whatsapp360Emulator";

    @Override
    public void afterTestMethod(TestContext test) {
        if (test.hasApplicationContext()
                && test.getApplicationContext().containsBean(BEAN)
                && TestContextAnnotationUtils.hasAnnotation(
                        test.getTestClass(), AutoConfigureWhatsapp360Emulator.class)) {
            test.getApplicationContext()
                    .getBean(BEAN, Whatsapp360Emulator.class)
                    .reset();
        }
    }
}
