import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.sax.BodyContentHandler;

/** Reads files with Apache Tika, OCR off, in three rounds; prints the CPU seconds of each and writes the texts. */
public class Reading {
    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        AutoDetectParser parser = new AutoDetectParser();
        ParseContext context = new ParseContext();
        TesseractOCRConfig ocr = new TesseractOCRConfig();
        ocr.setSkipOcr(true);
        context.set(TesseractOCRConfig.class, ocr);
        for (int round = 1; round <= 3; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int number = 1; number < arguments.length; number++) {
                BodyContentHandler words = new BodyContentHandler(-1);
                try (InputStream file = Files.newInputStream(Path.of(arguments[number]))) {
                    parser.parse(file, words, new Metadata(), context);
                }
                Files.writeString(out.resolve((number - 1) + ".txt"), words.toString());
            }
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            System.out.printf("Tika round %d: %.3f CPU seconds%n", round, spent / 1e9);
        }
    }
}
