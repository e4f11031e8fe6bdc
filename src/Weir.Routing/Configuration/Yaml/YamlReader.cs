using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Weir.Routing.Configuration.Yaml;

/// <summary>
/// Text to nodes, straight from the parser's events: so all duplicate keys are found, not only the first, and nesting is bounded before
/// it is built.
/// </summary>
internal sealed class YamlReader(ProblemList problems)
{
    public const int DeepestNesting = 32;

    /// <summary>The root; null when the text holds no document or can't be read (then there is a problem).</summary>
    public ConfigNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return null;
            }

            var root = ReadNode(parser, "", 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
            {
                problems.Error((int)second.Start.Line, (int)second.Start.Column, "", "a second document starts here.", "Keep one document: take out the line '---'.");
            }

            return root;
        }
        catch (YamlException failure)
        {
            problems.Error((int)failure.Start.Line, (int)failure.Start.Column, "", $"not YAML: {Sentence(failure.Message)}", Remedy(text, failure.Start.Line));
            return null;
        }
        catch (NestingException)
        {
            return null;
        }
    }

    private static string Remedy(string text, long line) =>
        text.Split('\n').ElementAtOrDefault((int)line - 1)?.Contains("${", StringComparison.Ordinal) == true
            ? "Within { } and [ ], put quotes round \"${VAR}\"."
            : "Look at the indentation, the quotes and the colons here; YAML takes no tabs for indentation.";

    private static string Sentence(string message)
    {
        var trimmed = message.Trim().TrimEnd('.');
        return trimmed.Length == 0 ? "it can't be parsed." : char.ToLowerInvariant(trimmed[0]) + trimmed[1..] + ".";
    }

    private static string PathOf(string parent, string key)
    {
        var shown = Quote.Plain(key);
        return parent.Length == 0 ? shown : $"{parent}.{shown}";
    }

    private ConfigNode ReadNode(Parser parser, string path, int depth)
    {
        var next = parser.Current;
        if (next is null && parser.MoveNext())
        {
            next = parser.Current;
        }

        var (line, column) = next is null ? (0, 0) : ((int)next.Start.Line, (int)next.Start.Column);
        if (depth > DeepestNesting)
        {
            problems.Error(line, column, "", $"nested deeper than {DeepestNesting} levels.", "weir.yaml needs no more than eight.");
            throw new NestingException();
        }

        if (parser.TryConsume<AnchorAlias>(out _))
        {
            problems.Error(line, column, path, "YAML aliases (*name) are not read: a few of them can make a file endless.", "Write the value out, or use ${VAR}.");
            return new ConfigNode(NodeKind.Refused, path, line, column);
        }

        if (next is NodeEvent node)
        {
            CheckProperties(node, path);
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new ConfigNode(NodeKind.Scalar, path, line, column) { Text = scalar.Value, IsPlain = scalar.Style == ScalarStyle.Plain, End = ((int)scalar.End.Line, (int)scalar.End.Column) };
        }

        if (parser.TryConsume<SequenceStart>(out var start))
        {
            var list = new ConfigNode(NodeKind.List, path, line, column) { IsFlow = start.Style == SequenceStyle.Flow };
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Items.Add(ReadNode(parser, string.Create(CultureInfo.InvariantCulture, $"{path}[{list.Items.Count}]"), depth + 1));
            }

            return list;
        }

        var mapping = new ConfigNode(NodeKind.Mapping, path, line, column) { IsFlow = parser.Consume<MappingStart>().Style == MappingStyle.Flow };
        ReadEntries(parser, mapping, depth);
        return mapping;
    }

    private void ReadEntries(Parser parser, ConfigNode mapping, int depth)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, mapping.Path, depth + 1);
            var path = PathOf(mapping.Path, key.Text);
            var value = ReadNode(parser, path, depth + 1);
            if (key.Kind is NodeKind.List or NodeKind.Mapping)
            {
                problems.Error(key, "a key must be a text.", "Put quotes round a value that starts with { or [.");
            }
            else if (key.Kind == NodeKind.Scalar && !seen.TryAdd(key.Text, key.Line))
            {
                problems.Error(key.Line, key.Column, path, $"the key {Quote.Of(key.Text)} is there already, at line {seen[key.Text]}.", "Keep one of them.");
            }
            else if (key.Kind == NodeKind.Scalar)
            {
                mapping.Entries.Add(new ConfigEntry(new ConfigNode(NodeKind.Scalar, path, key.Line, key.Column) { Text = key.Text, IsPlain = key.IsPlain }, value));
            }
        }
    }

    private void CheckProperties(NodeEvent node, string path)
    {
        if (!node.Anchor.IsEmpty)
        {
            problems.Error((int)node.Start.Line, (int)node.Start.Column, path, "YAML anchors (&name) are not read.", "Take it out, and write the value where it is used.");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            problems.Error((int)node.Start.Line, (int)node.Start.Column, path, "YAML tags (!name) are not read.", "Take it out.");
        }
    }

    private sealed class NestingException : Exception;
}
