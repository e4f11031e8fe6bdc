using System.Globalization;
using System.Text.RegularExpressions;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>
/// What a Claude model takes, told by its id: the generation decides, whatever the line (<c>opus</c>, <c>sonnet</c>, <c>haiku</c> and those to come). Other makers' models behind
/// this dialect are not known; of them nothing is ruled out, and they are asked to think by a budget.
/// </summary>
/// <param name="Generation">Major × 10 + minor: <c>claude-3-7-sonnet</c> is 37, <c>claude-opus-4-6</c> 46, <c>claude-sonnet-5</c> 50; 0 when it is not known.</param>
internal readonly partial record struct ClaudeFamily(int Generation)
{
    private const int Newest = 99;

    public bool IsKnown => Generation > 0;

    /// <summary>False for those that came before thinking.</summary>
    public bool Thinks => !IsKnown || Generation >= 37;

    /// <summary>Chooses by itself how much to think, steered by an effort.</summary>
    public bool IsAdaptive => Generation >= 46;

    /// <summary>Refuses a budget, and all sampling that is not the default; hides its thoughts unless asked to show them.</summary>
    public bool IsOnlyAdaptive => Generation >= 47;

    /// <summary>Refuses <c>temperature</c> and <c>top_p</c> together.</summary>
    public bool TakesOneOfTemperatureAndTopP => Generation >= 41;

    /// <summary>Keeps to a JSON schema, in answers and in the arguments of strict tools.</summary>
    public bool KeepsToSchemas => !IsKnown || Generation is 41 or >= 45;

    /// <summary>
    /// The limit of output tokens to ask for where neither the client nor the catalogue says one; this dialect demands it. No model of the generation refuses it, and none is cut short
    /// without need.
    /// </summary>
    public int UsualLimit => Generation switch
    {
        0 => 8192,
        < 35 => 4096,
        < 37 => 8192,
        _ => 32000,
    };

    /// <summary>The family of a model's id, with whatever a cloud puts around it.</summary>
    public static ClaudeFamily Of(string model)
    {
        if (Line().Match(model) is { Success: true } line)
        {
            return new(Number(line));
        }

        // A line without a number is a preview of what comes next.
        return new(First().Match(model) is { Success: true } first ? Number(first) : Preview().IsMatch(model) ? Newest : 0);
    }

    /// <summary>The effort nearest to one of another dialect; null where the family takes none, or the word is not known.</summary>
    public string? Nearest(string effort) => !IsAdaptive ? null : effort switch
    {
        "minimal" or "low" => "low",
        "medium" or "high" or "max" => effort,
        "xhigh" => IsOnlyAdaptive ? "xhigh" : "high",
        _ => null,
    };

    /// <summary>A minor number has one digit: <c>4-20250514</c> is a date behind 4.</summary>
    private static int Number(Match match) =>
        (int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) * 10) + (match.Groups["minor"] is { Success: true } minor ? minor.ValueSpan[0] - '0' : 0);

    /// <summary>Since the fourth generation the line comes first: <c>claude-opus-4-6</c>, <c>claude-sonnet-4.5@20250929</c>.</summary>
    [GeneratedRegex(@"claude-[a-z]+-(?<major>\d{1,2})(?!\d)([-.](?<minor>\d)(?!\d))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    /// <summary>Before, the number did: <c>claude-3-7-sonnet-20250219</c>, <c>claude-4.6-opus</c>.</summary>
    [GeneratedRegex(@"claude-(v|instant-)?(?<major>\d{1,2})(?!\d)([-.](?<minor>\d)(?!\d))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex First();

    [GeneratedRegex(@"claude-(fable|mythos)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Preview();
}
