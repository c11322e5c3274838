import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/** Prints the tokens of each line of the input, as Lucene's analyser of that name makes them. */
public final class Tokens {
    public static void main(String[] words) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Analyzer analyser = words[0].equals("turkish") ? new TurkishAnalyzer() : new StandardAnalyzer()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                StringJoiner tokens = new StringJoiner(" ");
                try (TokenStream stream = analyser.tokenStream("text", line)) {
                    CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
                    stream.reset();
                    while (stream.incrementToken()) {
                        tokens.add(term.toString());
                    }
                    stream.end();
                }
                out.println(tokens);
            }
        }
        out.flush();
    }
}
