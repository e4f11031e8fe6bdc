using System.Globalization;
using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Yaml;
using Weir.Routing.Names;

namespace Weir.Routing.Configuration.Values;

/// <summary>One scalar to the value its key takes. Null after a problem.</summary>
internal sealed class ScalarReader(LoadContext context)
{
    private readonly Substituter _substituter = new(context);

    public object? Read(ConfigNode node, KeyRule rule)
    {
        if (node.IsNull)
        {
            context.Problems.Error(node, "has no value.", $"Give it {Wanted(rule.Kind)}, or take the line out.");
            return null;
        }

        if (node.Kind != NodeKind.Scalar && !Substituter.IsReference(node))
        {
            if (node.Kind != NodeKind.Refused)
            {
                context.Problems.Error(node, $"takes {Wanted(rule.Kind)}, not {(node.Kind == NodeKind.List ? "a list" : "a mapping")}.", Example(rule));
            }

            return null;
        }

        if (_substituter.Fill(node, rule.KeepsUnset || rule.Kind == ValueKind.UrlTemplate) is not { } value)
        {
            return null;
        }

        if (value.IsKeychainName && !rule.TakesKeychain)
        {
            context.Problems.Error(node, "can't be read from the keychain.", "Use ${VAR}, {env: NAME} or {file: PATH}.");
            return null;
        }

        return Convert(value, rule);
    }

    private object? Convert(ScalarValue value, KeyRule rule) => rule.Kind switch
    {
        ValueKind.Integer => Integer(value, rule),
        ValueKind.Number => Number(value, rule),
        ValueKind.Boolean => Boolean(value, rule),
        ValueKind.Duration => Duration(value, rule),
        ValueKind.Url => Urls.Read(value, context.Problems),
        ValueKind.UrlTemplate => Urls.CheckTemplate(value, context.Problems) ? value : null,
        ValueKind.Name => NameRule.Check(value.Text, value.Shown, value.Node, context.Problems) ? value : null,
        _ => Text(value, rule),
    };

    private ScalarValue? Text(ScalarValue value, KeyRule rule)
    {
        if (value.Text.Length == 0)
        {
            context.Problems.Error(value.Node, "is empty.", "Give it a text, or take the line out.");
            return null;
        }

        if (rule.Allowed is { } allowed && !allowed.Contains(value.Text, StringComparer.Ordinal))
        {
            var near = NearestName.Find(value.Text, allowed);
            context.Problems.Error(value.Node, $"{value.Shown} is not one of its values.", (near is null ? "" : $"Did you mean '{near}'? ") + $"It takes {Quote.Any(allowed)}.");
            return null;
        }

        return value;
    }

    private object? Integer(ScalarValue value, KeyRule rule)
    {
        if (IsBare(value) && long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return InRange(number, value, rule) ? number : null;
        }

        return WrongType(value, rule);
    }

    private object? Number(ScalarValue value, KeyRule rule)
    {
        if (IsBare(value) && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return InRange(number, value, rule) ? number : null;
        }

        return WrongType(value, rule);
    }

    private object? Boolean(ScalarValue value, KeyRule rule) =>
        IsBare(value) && bool.TryParse(value.Text, out var flag) ? flag : WrongType(value, rule);

    private object? Duration(ScalarValue value, KeyRule rule)
    {
        if (Durations.Seconds(value.Text) is { } seconds)
        {
            return InRange(seconds, value, rule) ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
        }

        return WrongType(value, rule);
    }

    private bool InRange(decimal number, ScalarValue value, KeyRule rule)
    {
        if (number >= (rule.Min ?? decimal.MinValue) && number <= (rule.Max ?? decimal.MaxValue))
        {
            return true;
        }

        var unit = rule.Kind == ValueKind.Duration ? " seconds" : "";
        var range = string.Create(CultureInfo.InvariantCulture, $"{rule.Min} to {rule.Max}{unit}");
        context.Problems.Error(value.Node, $"{value.Shown} is out of range.", $"It takes {range}.");
        return false;
    }

    /// <summary>Quotes make a text of a number; a substituted one has none of its own.</summary>
    private static bool IsBare(ScalarValue value) => value.Node.IsPlain || value.Source is not null;

    private object? WrongType(ScalarValue value, KeyRule rule)
    {
        context.Problems.Error(value.Node, $"{value.Shown} is not {Wanted(rule.Kind)}.", IsBare(value) ? Example(rule) : "Take the quotes off.");
        return null;
    }

    private static string Wanted(ValueKind kind) => kind switch
    {
        ValueKind.Integer => "a whole number",
        ValueKind.Number => "a number",
        ValueKind.Boolean => "true or false",
        ValueKind.Duration => "a duration",
        ValueKind.Url or ValueKind.UrlTemplate => "a URL",
        ValueKind.Name => "a name",
        _ => "a text",
    };

    private static string? Example(KeyRule rule) => rule.Kind switch
    {
        ValueKind.Integer or ValueKind.Number when rule.Max is not null => string.Create(CultureInfo.InvariantCulture, $"It takes {rule.Min} to {rule.Max}."),
        ValueKind.Boolean => "Write true or false.",
        ValueKind.Duration => "Write it like 500ms, 10s, 5m or 1h.",
        ValueKind.Url or ValueKind.UrlTemplate => "Write it like https://llm.example.com/v1.",
        ValueKind.Secret => "Write it like ${VAR}, {env: NAME}, {file: PATH} or {keychain: NAME}.",
        _ => rule.Description,
    };
}
