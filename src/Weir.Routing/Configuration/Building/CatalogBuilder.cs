using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

internal sealed class CatalogBuilder(LoadContext context)
{
    public IReadOnlyList<ProviderOverlay> Build(ConfigBlock catalog)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var overlays = new List<ProviderOverlay>();
        foreach (var block in catalog.Blocks("providers"))
        {
            if (Id(block) is not { } id)
            {
                continue;
            }

            if (!seen.TryAdd(id.Text, id.Node.Line))
            {
                context.Problems.Error(id.Node, $"the provider {id.Shown} is there already, at line {seen[id.Text]}.", "Keep one of them.");
                continue;
            }

            overlays.Add(new ProviderOverlay
            {
                Id = id.Text,
                Name = block.Has("id") ? block.Text("name") : null,
                BaseUrl = block.Text("base_url"),
                Variables = block.Texts("env"),
                KeyVariables = block.Texts("key_env"),
                Dialect = block.Text("dialect"),
                KeyPlacement = block.Text("key_placement"),
                Documentation = block.Url("documentation")?.OriginalString,
                Flows = [.. block.Blocks("sign_in").Select(new FlowBuilder(context.Problems).Build).OfType<SignInFlow>()],
                Models = new ModelBuilder(context).Build(block.Blocks("models")),
            });
        }

        return overlays;
    }

    private ScalarValue? Id(ConfigBlock block)
    {
        if (block.Has("id"))
        {
            return block.Scalar("id");
        }

        if (!block.Has("name"))
        {
            context.Problems.Error(block.Node, "the provider has no id.", "Add id: NAME.");
        }

        return block.Scalar("name") is { } name && NameRule.Check(name.Text, name.Shown, name.Node, context.Problems) ? name : null;
    }
}
