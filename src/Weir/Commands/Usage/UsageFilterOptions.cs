using System.CommandLine;
using Weir.Gateway.Admin.Usage;
using Weir.Invocation;

namespace Weir.Commands.Usage;

/// <summary>The options that say whose usage it is about.</summary>
internal sealed class UsageFilterOptions
{
    private readonly WhoseOptions _whose = new();
    private readonly Option<string?> _model = new("--model") { Description = "Only this model, as it answered.", HelpName = "MODEL" };
    private readonly Option<string?> _operation = new("--operation") { Description = "Only this operation, such as embeddings.", HelpName = "NAME" };

    public IReadOnlyList<Option> All => [_whose.Provider, _whose.Connection, _model, _whose.Key, _whose.User, _whose.Team, _operation, _whose.Tag];

    public UsageFilters Read(CommandRun run) => new()
    {
        Provider = run.Value(_whose.Provider),
        Connection = run.Value(_whose.Connection),
        Model = run.Value(_model),
        Key = run.Value(_whose.Key),
        User = run.Value(_whose.User),
        Team = run.Value(_whose.Team),
        Operation = run.Value(_operation),
        Tag = run.Value(_whose.Tag),
    };
}
