using System.Globalization;
using System.Text;
using Weir.Routing.Configuration.Keys;

namespace Weir.Routing.Configuration;

/// <summary>The tables of keys in docs/configuration.md, made from the table that the checks use.</summary>
internal static class ConfigReference
{
    public static string Write()
    {
        var text = new StringBuilder();
        foreach (var block in KeyTable.Blocks)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {(block == KeyTable.Root ? "The file" : $"`{block.Name}`")}\n\n{block.Description}\n\n");
            text.Append("| key | takes | meaning |\n|---|---|---|\n");
            foreach (var rule in block.Keys)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{rule.Name}`{(rule.Required ? " *" : "")} | {Takes(rule)} | {rule.Description} |\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Takes(KeyRule rule) => rule switch
    {
        { Kind: ValueKind.Block } => $"`{rule.Block!.Name}`",
        { Kind: ValueKind.BlockList } => $"list of `{rule.Block!.Name}`",
        { Kind: ValueKind.BlockMap } => $"names, each with a `{rule.Block!.Name}`",
        { Kind: ValueKind.TextList, Allowed: { } allowed } => "list of " + Codes(allowed),
        { Allowed: { } allowed } => Codes(allowed),
        { Kind: ValueKind.TextList } => "list of texts",
        { Kind: ValueKind.TextMap } => "names, each with a text",
        { Kind: ValueKind.IntegerList } => $"list of whole numbers{Range(rule)}",
        { Kind: ValueKind.IntegerMap } => "names, each with a whole number",
        { Kind: ValueKind.Integer } => $"whole number{Range(rule)}",
        { Kind: ValueKind.Number } => $"number{Range(rule)}",
        { Kind: ValueKind.Boolean } => "`true`, `false`",
        { Kind: ValueKind.Duration } => "duration",
        { Kind: ValueKind.Url or ValueKind.UrlTemplate } => "URL",
        { Kind: ValueKind.Name } => "name",
        _ => "text",
    };

    private static string Codes(IEnumerable<string> values) => string.Join(", ", values.Select(static value => $"`{value}`"));

    private static string Range(KeyRule rule) =>
        rule is { Min: { } min, Max: { } max } ? string.Create(CultureInfo.InvariantCulture, $", {min} to {max}") : "";
}
