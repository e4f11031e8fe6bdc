using System.Globalization;
using Weir.Routing.Names;

namespace Weir.Routing.Configuration;

/// <summary>Holds a tree against its <see cref="Shape"/>: unknown keys, missing keys, wrong types, values out of range.</summary>
internal sealed class ShapeCheck(ProblemList problems)
{
    public void Check(ConfigNode node, Shape shape, string path)
    {
        switch (shape, node)
        {
            case (AnyShape, _) or (not MapShape, ScalarNode { IsNull: true }):
                break;
            case (MapShape map, MapNode entries):
                CheckMap(entries, map, path);
                break;
            case (NamedShape named, MapNode entries):
                foreach (var (key, value) in entries.Entries)
                {
                    Check(value, named.Value, $"{path}.{key.Value}");
                }

                break;
            case (ListShape list, ListNode items):
                for (var i = 0; i < items.Items.Count; i++)
                {
                    Check(items.Items[i], list.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
                }

                break;
            case (TextOrMapShape both, MapNode entries):
                CheckMap(entries, both.Map, path);
                break;
            case (_, ScalarNode scalar):
                CheckScalar(scalar, shape, path);
                break;
            default:
                problems.Error(node, path, $"This must be {Wanted(shape)}, not {(node is MapNode ? "a mapping" : "a list")}.", shape.About);
                break;
        }
    }

    /// <summary>Reads a duration such as <c>1.5s</c>; null when it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? 1 : text.Length > 0 ? text[^1] switch { 's' => 1000, 'm' => 60_000, 'h' => 3_600_000, _ => 0 } : 0;
        var digits = text.AsSpan(0, Math.Max(0, text.Length - (unit == 1 ? 2 : 1)));
        return unit > 0 && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * unit is > 0 and <= 86_400_000
            ? TimeSpan.FromMilliseconds(number * unit)
            : null;
    }

    private static string Wanted(Shape shape) => shape switch
    {
        MapShape or NamedShape => "a mapping (key: value)",
        ListShape => "a list (lines that begin with \"-\")",
        TextShape { Allowed: { Length: > 0 } allowed } => "one of " + string.Join(", ", allowed),
        TextShape or TextOrMapShape => "text",
        NumberShape { Whole: true } number => string.Create(CultureInfo.InvariantCulture, $"a whole number from {number.Min} to {number.Max}"),
        NumberShape number => string.Create(CultureInfo.InvariantCulture, $"a number from {number.Min} to {number.Max}"),
        FlagShape => "true or false",
        DurationShape => "a duration such as 500ms, 10s or 5m",
        UrlShape => "an http or https address",
        _ => "something else",
    };

    private void CheckMap(MapNode node, MapShape shape, string path)
    {
        foreach (var (key, value) in node.Entries)
        {
            var at = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            if (shape.Keys.TryGetValue(key.Value, out var known))
            {
                Check(value, known, at);
            }
            else
            {
                var nearest = NearestNames.Find(key.Value, shape.Keys.Keys, 1);
                problems.Error(key, at, $"There is no key \"{key.Value}\" here.", nearest is [var meant] ? $"Did you mean {meant}?" : $"Known here: {string.Join(", ", shape.Keys.Keys)}.");
            }
        }

        foreach (var required in shape.Required)
        {
            if (node[required] is null && !(path.Length == 0 && required == "version"))
            {
                problems.Error(node, path, $"The key \"{required}\" is missing.", shape.Keys[required].About);
            }
        }
    }

    private void CheckScalar(ScalarNode node, Shape shape, string path)
    {
        var fits = shape switch
        {
            TextShape text => text.Allowed.Length == 0 || text.Allowed.Contains(node.Value),
            TextOrMapShape => node.Value.Length > 0,
            NumberShape number => double.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= number.Min && value <= number.Max && (!number.Whole || value == Math.Floor(value)),
            FlagShape => node.Value is "true" or "false",
            DurationShape => Duration(node.Value) is not null,
            UrlShape => Uri.TryCreate(node.Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0,
            _ => false,
        };
        if (!fits && !(node.Source is not null && node.Value.Length == 0))
        {
            var nearest = shape is TextShape { Allowed: { Length: > 0 } allowed } ? NearestNames.Find(node.Value, allowed, 1) : [];
            problems.Error(node, path, $"This must be {Wanted(shape)}.", nearest is [var meant] ? $"Did you mean {meant}?" : shape.About);
        }
    }
}
