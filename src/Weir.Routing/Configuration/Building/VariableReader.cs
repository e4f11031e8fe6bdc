using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Building;

/// <summary>A connection's own variables. Their names are those that an address can hold.</summary>
internal sealed class VariableReader(ProblemList problems)
{
    public IReadOnlyDictionary<string, string> Read(IReadOnlyList<(ConfigNode Key, ScalarValue Value)> entries)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            if (key.Text.Length == 0 || !key.Text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                problems.Error(key, $"{Quote.Of(key.Text)} can't be the name of a variable.", "Use letters, digits and '_', as in CLOUDFLARE_ACCOUNT_ID.");
            }
            else
            {
                variables[key.Text] = value.Text;
            }
        }

        return variables;
    }
}
