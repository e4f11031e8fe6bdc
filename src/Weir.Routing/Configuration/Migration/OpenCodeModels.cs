using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Migration;

/// <summary>Models of an OpenCode provider block: models.dev's field names, as in weir.yaml.</summary>
internal static class OpenCodeModels
{
    private static readonly string[] Texts = ["name", "family", "status"];
    private static readonly string[] Flags = ["reasoning", "tool_call", "attachment", "temperature"];
    private static readonly string[] Rates = ["input", "output", "cache_read", "cache_write"];
    private static readonly string[] Limits = ["context", "input", "output"];
    private static readonly string[] Modalities = ["text", "image", "audio", "video", "pdf"];

    public static NewModel Convert(ConfigEntry entry, NewConfig config)
    {
        var id = entry.Key.Text;
        var rest = new List<(string, string)>();
        foreach (var (key, value) in entry.Value.Entries)
        {
            switch (key.Text)
            {
                case "id" when value.Text.Length > 0:
                    if (value.Text != id)
                    {
                        config.Note(value, $"The model {Quote.Of(id)} is called by the provider's own id here, {Quote.Of(value.Text)}; aliases give short names.");
                    }

                    id = value.Text;
                    break;
                case "cost" when Numbers(value, Rates) is { } cost && cost.Contains("input:", StringComparison.Ordinal) && cost.Contains("output:", StringComparison.Ordinal):
                    rest.Add(("cost", cost));
                    SayOthers(value, Rates, config);
                    break;
                case "limit" when Numbers(value, Limits) is { } limit:
                    rest.Add(("limit", limit));
                    SayOthers(value, Limits, config);
                    break;
                case "modalities" when value.Kind == NodeKind.Mapping:
                    rest.Add(("modalities", $"{{{string.Join(", ", value.Entries.Where(static list => list.Key.Text is "input" or "output").Select(static list => $"{list.Key.Text}: {YamlText.List(list.Value.Items.Select(static item => item.Text).Where(Modalities.Contains))}"))}}}"));
                    break;
                case var text when Texts.Contains(text) && value.Kind == NodeKind.Scalar:
                    rest.Add((text, YamlText.Scalar(value.Text)));
                    break;
                case var flag when Flags.Contains(flag) && value.Text is "true" or "false":
                    rest.Add((flag, value.Text));
                    break;
                default:
                    config.Left(key, "Weir has no such setting of a model.");
                    break;
            }
        }

        return new NewModel(id, rest);
    }

    private static string? Numbers(ConfigNode mapping, string[] names) => mapping.Kind != NodeKind.Mapping ? null : $"{{{string.Join(", ", mapping.Entries
        .Where(entry => names.Contains(entry.Key.Text) && entry.Value is { Kind: NodeKind.Scalar, IsPlain: true })
        .Select(static entry => $"{entry.Key.Text}: {entry.Value.Text}"))}}}";

    private static void SayOthers(ConfigNode mapping, string[] names, NewConfig config) =>
        mapping.Entries.FindAll(entry => !names.Contains(entry.Key.Text)).ForEach(entry => config.Left(entry.Key, "OpenCode does not apply it, and its meaning there is not Weir's."));
}
