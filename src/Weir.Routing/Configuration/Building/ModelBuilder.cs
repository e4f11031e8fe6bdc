using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Building;

internal sealed class ModelBuilder(LoadContext context)
{
    private readonly ProblemList _problems = context.Problems;
    private static readonly (string Key, ModelCapabilities Capability)[] Capabilities =
    [
        ("reasoning", ModelCapabilities.Reasoning),
        ("tool_call", ModelCapabilities.ToolCall),
        ("attachment", ModelCapabilities.Attachment),
        ("structured_output", ModelCapabilities.StructuredOutput),
        ("temperature", ModelCapabilities.Temperature),
    ];

    public IReadOnlyList<ModelOverlay> Build(IReadOnlyList<ConfigBlock> blocks)
    {
        var seen = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        var models = new List<ModelOverlay>();
        foreach (var block in blocks)
        {
            if (block.Scalar("id") is not { } id)
            {
                continue;
            }

            if (id.Text.Any(char.IsWhiteSpace))
            {
                _problems.Error(id.Node, $"{id.Shown} holds white space.", "Write the id as the provider does.");
            }
            else if (!seen.TryAdd(id.Text, id.Node))
            {
                _problems.Error(id.Node, $"the model {id.Shown} is listed already, at line {seen[id.Text].Line}.", "Keep one of them.");
            }
            else
            {
                models.Add(Model(id.Text, block));
            }
        }

        return models;
    }

    private ModelOverlay Model(string id, ConfigBlock block)
    {
        var (limit, modalities) = (block.Block("limit"), block.Block("modalities"));
        return new ModelOverlay
        {
            Id = id,
            Name = block.Text("name"),
            Family = block.Text("family"),
            ContextLimit = limit?.Integer("context"),
            InputLimit = limit?.Integer("input"),
            OutputLimit = limit?.Integer("output"),
            Price = block.Block("cost") is { } cost ? new PriceBuilder(context).Price(cost) : null,
            InputModalities = modalities?.Texts("input"),
            OutputModalities = modalities?.Texts("output"),
            With = Switched(block, on: true),
            Without = Switched(block, on: false),
            Status = block.Text("status"),
            Dialect = block.Text("dialect"),
            BaseUrl = block.Text("base_url"),
        };
    }

    private static ModelCapabilities Switched(ConfigBlock block, bool on) => Capabilities
        .Where(entry => block.Flag(entry.Key) == on)
        .Aggregate(ModelCapabilities.None, static (all, entry) => all | entry.Capability);
}
