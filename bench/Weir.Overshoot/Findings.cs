using System.Globalization;

namespace Weir.Overshoot;

/// <summary>What came of one run: numbers, and promises that were not kept.</summary>
internal sealed class Findings(string scene, int seed)
{
    private readonly List<string> _broken = [];
    private readonly List<string> _facts = [];

    public IReadOnlyList<string> Broken => _broken;

    /// <summary>Share of the limit that was billed, where nothing was at fault; null elsewhere.</summary>
    public double? Used { get; set; }

    public void Fact(FormattableString fact) => _facts.Add(fact.ToString(CultureInfo.InvariantCulture));

    public void Require(bool isSo, FormattableString otherwise)
    {
        if (!isSo)
        {
            _broken.Add(otherwise.ToString(CultureInfo.InvariantCulture));
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {seed} {scene}: {(_broken.Count == 0 ? "held" : "BROKEN")}; {string.Join(", ", _facts)}{string.Concat(_broken.Select(static broken => "\n    " + broken))}");
}
