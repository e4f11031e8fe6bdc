using System.CommandLine;
using Weir.Gateway.Admin.Usage;
using Weir.Invocation;

namespace Weir.Commands.Usage;

/// <summary>The options that say whose usage it is about.</summary>
internal sealed class UsageFilterOptions
{
    private readonly Option<string?> _provider = new("--provider") { Description = "Only this provider.", HelpName = "ID" };
    private readonly Option<string?> _connection = new("--connection") { Description = "Only this connection.", HelpName = "NAME" };
    private readonly Option<string?> _model = new("--model") { Description = "Only this model, as it answered.", HelpName = "MODEL" };
    private readonly Option<string?> _key = new("--key") { Description = "Only this key, by name or id.", HelpName = "KEY" };
    private readonly Option<string?> _user = new("--user") { Description = "Only this user.", HelpName = "USER" };
    private readonly Option<string?> _team = new("--team") { Description = "Only this team.", HelpName = "TEAM" };
    private readonly Option<string?> _operation = new("--operation") { Description = "Only this operation, such as embeddings.", HelpName = "NAME" };
    private readonly Option<string?> _tag = new("--tag") { Description = "Only requests with this tag, as sent: a=b.", HelpName = "TAG" };

    public IReadOnlyList<Option> All => [_provider, _connection, _model, _key, _user, _team, _operation, _tag];

    public UsageFilters Read(CommandRun run) => new()
    {
        Provider = run.Value(_provider),
        Connection = run.Value(_connection),
        Model = run.Value(_model),
        Key = run.Value(_key),
        User = run.Value(_user),
        Team = run.Value(_team),
        Operation = run.Value(_operation),
        Tag = run.Value(_tag),
    };
}
