using System.Text.RegularExpressions;

namespace Weir.Metering.Reconciling;

/// <summary>
/// Brings a vendor's names of models together with the ledger's. Vendors bill a model under its dated name (<c>gpt-4o-2024-08-06</c>) where a client asked for the short one: those are one, as long as the ledger
/// has only one of them.
/// </summary>
internal sealed partial class ModelMatch
{
    private readonly HashSet<string> _exact;
    private readonly Dictionary<string, string?> _undated = new(StringComparer.OrdinalIgnoreCase);

    public ModelMatch(IEnumerable<string> ledger)
    {
        _exact = ledger.ToHashSet(StringComparer.Ordinal);
        foreach (var model in _exact)
        {
            var undated = Undated(model);
            _undated[undated] = _undated.ContainsKey(undated) ? null : model;
        }
    }

    /// <summary>The ledger's name of the vendor's model; the vendor's own where the ledger has none.</summary>
    public string Find(string model) => _exact.Contains(model) ? model : _undated.GetValueOrDefault(Undated(model)) ?? model;

    private static string Undated(string model) => Date().Replace(model, "");

    [GeneratedRegex(@"(?:-\d{4}-\d{2}-\d{2}|[-@]\d{8})(?=$|:)", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
