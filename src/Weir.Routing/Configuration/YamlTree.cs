using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Weir.Routing.Configuration;

/// <summary>Reads YAML into <see cref="ConfigNode"/>s, substituting as it goes. Refuses what a configuration has no need of: anchors, tags, several documents.</summary>
internal sealed class YamlTree(Substitution substitution, ProblemList problems)
{
    private const int MaxDepth = 32;
    private const string NoAnchors = "anchors and aliases (& and *) are not taken";

    /// <summary>The document; null when it is empty or can't be read, which <see cref="ProblemList"/> then says.</summary>
    public ConfigNode? Read(string text)
    {
        try
        {
            using var reader = new StringReader(text);
            var parser = new Parser(reader);
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return null;
            }

            var root = ReadNode(parser, 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
            {
                problems.Error((int)second.Start.Line, (int)second.Start.Column, "The file holds more than one document.", "Remove the line \"---\" and what follows, or merge it.");
            }

            return root;
        }
        catch (YamlException exception)
        {
            problems.Error((int)exception.Start.Line, (int)exception.Start.Column, $"This is not valid YAML: {exception.Message}", "Check indentation, quotes and brackets here and in the line before.");
            return null;
        }
    }

    private ConfigNode ReadNode(Parser parser, int depth)
    {
        if (parser.Current is AnchorAlias alias)
        {
            throw new YamlException(alias.Start, alias.End, NoAnchors);
        }

        var next = parser.Current as NodeEvent ?? throw new YamlException(parser.Current!.Start, parser.Current.End, "a value is missing");
        var (line, column) = ((int)next.Start.Line, (int)next.Start.Column);
        if (!next.Anchor.IsEmpty)
        {
            throw new YamlException(next.Start, next.End, NoAnchors);
        }

        if (depth > MaxDepth)
        {
            throw new YamlException(next.Start, next.End, $"it is nested more than {MaxDepth} levels deep");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return substitution.Fill(new ScalarNode(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain, null));
        }

        return parser.TryConsume<SequenceStart>(out _) ? ReadList(parser, line, column, depth) : ReadMap(parser, line, column, depth);
    }

    private ListNode ReadList(Parser parser, int line, int column, int depth)
    {
        var items = new List<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, depth + 1));
        }

        return new ListNode(line, column, items);
    }

    private ConfigNode ReadMap(Parser parser, int line, int column, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var at = new ScalarNode((int)key.Start.Line, (int)key.Start.Column, key.Value, key.Style == ScalarStyle.Plain, null);
            if (entries.Exists(entry => entry.Key.Value == at.Value))
            {
                problems.Error(at, at.Value, "The key stands here twice.", "Keep one of the two.");
            }

            entries.Add(new MapEntry(at, ReadNode(parser, depth + 1)));
        }

        var map = new MapNode(line, column, entries);
        return (ConfigNode?)substitution.Fill(map) ?? map;
    }
}
