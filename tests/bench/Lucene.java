// SPDX-License-Identifier: GPL-2.0-or-later
// Lucene.java - index files with Lucene's analyzers, to stand beside npo-index
//
//	java Lucene INDEX FOLDER ru|en THREADS
//
// Words with positions, and the text stored: what npo's database holds, too.
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;

public class Lucene {
	static void add(IndexWriter writer, Path file) {
		try {
			Document document = new Document();
			String text = new String(Files.readAllBytes(file),
				StandardCharsets.UTF_8);

			document.add(new StringField("path", file.toString(),
				Field.Store.YES));
			document.add(new TextField("text", text,
				Field.Store.YES));
			writer.addDocument(document);
		} catch (IOException e) {
			throw new RuntimeException(e);
		}
	}

	public static void main(String[] args) throws Exception {
		Analyzer analyzer = args[2].equals("en")
			? new EnglishAnalyzer() : new RussianAnalyzer();
		ExecutorService pool = Executors.newFixedThreadPool(
			Integer.parseInt(args[3]));
		List<Path> files;

		try (Stream<Path> all = Files.walk(Paths.get(args[1]))) {
			files = all.filter(Files::isRegularFile)
				.collect(Collectors.toList());
		}
		try (IndexWriter writer = new IndexWriter(
				FSDirectory.open(Paths.get(args[0])),
				new IndexWriterConfig(analyzer))) {
			for (Path file : files)
				pool.submit(() -> add(writer, file));
			pool.shutdown();
			pool.awaitTermination(1, TimeUnit.DAYS);
		}
	}
}
