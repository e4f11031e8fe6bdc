using System.Globalization;

namespace Weir.Overshoot;

/// <summary>What stands on the command line: <c>--name value</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    public Arguments(IReadOnlyList<string> words)
    {
        for (var at = 0; at + 1 < words.Count; at += 2)
        {
            _values[words[at]] = words[at + 1];
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public int Number(string name, int otherwise) => _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public decimal Amount(string name, decimal otherwise) => _values.TryGetValue(name, out var text) ? decimal.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
