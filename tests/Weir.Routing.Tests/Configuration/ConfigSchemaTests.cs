using System.Text.Json;
using Weir.Routing.Configuration;
using Weir.Routing.Configuration.Keys;

namespace Weir.Routing.Tests.Configuration;

public sealed class ConfigSchemaTests
{
    private const string Begin = "writes it anew) -->\n";
    private const string End = "<!-- keys: end -->";

    private static bool Updating => Environment.GetEnvironmentVariable("WEIR_UPDATE_GOLDEN") == "1";

    [Fact]
    public void The_committed_schema_is_in_step_with_the_keys()
    {
        var path = Path.Combine(ConfigText.Repository(), "docs", "weir.schema.json");
        if (Updating)
        {
            File.WriteAllText(path, ConfigSchema.Write());
        }

        Assert.Equal(File.ReadAllText(path), ConfigSchema.Write());
    }

    [Fact]
    public void The_documented_keys_are_in_step_with_the_keys()
    {
        var path = Path.Combine(ConfigText.Repository(), "docs", "configuration.md");
        var text = File.ReadAllText(path);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Updating)
        {
            text = text[..begin] + "\n" + ConfigReference.Write() + text[end..];
            File.WriteAllText(path, text);
            end = text.IndexOf(End, StringComparison.Ordinal);
        }

        Assert.Equal("\n" + ConfigReference.Write(), text[begin..end]);
    }

    [Fact]
    public void The_documented_example_loads()
    {
        var text = File.ReadAllText(Path.Combine(ConfigText.Repository(), "docs", "configuration.md"));
        var example = text.Split("```yaml\n")[1].Split("```")[0];
        var config = ConfigText.Good(example, new() { ["OPENAI_API_KEY"] = "sk-any" });
        Assert.Equal(["my-openai", "lab"], config.Connections.Select(connection => connection.Name));
        Assert.Equal(TimeSpan.FromMinutes(2), config.Connections[1].Timeouts.FirstByte);
    }

    [Fact]
    public void Every_reference_in_the_schema_leads_somewhere()
    {
        using var schema = JsonDocument.Parse(ConfigSchema.Write());
        var definitions = schema.RootElement.GetProperty("$defs");
        Assert.Equal(KeyTable.Blocks.Count, definitions.EnumerateObject().Select(definition => definition.Name).Distinct().Count());
        foreach (var reference in References(schema.RootElement))
        {
            Assert.True(definitions.TryGetProperty(reference["#/$defs/".Length..], out _), reference);
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Name == "$ref" ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
