using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Values;

/// <summary>What a name may be: <c>connection/model</c> splits at the first slash, and a model's name goes through shells and headers.</summary>
internal static class NameRule
{
    public static bool Check(string name, string shown, ConfigNode node, ProblemList problems)
    {
        var wrong = name switch
        {
            "" => "a name can't be empty.",
            _ when name.Contains('/', StringComparison.Ordinal) => $"{shown} holds a slash, which separates connection and model.",
            _ when name.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character)) => $"{shown} holds white space.",
            _ => null,
        };
        if (wrong is not null)
        {
            problems.Error(node, wrong, "Use letters, digits, '-', '_' and '.'.");
        }

        return wrong is null;
    }
}
