using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Keys;

internal sealed class KeysCreateCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "What the key is for; unique." };
    private readonly Option<string?> _user = new("--user") { Description = "Whose usage it counts as.", HelpName = "USER" };
    private readonly Option<string?> _team = new("--team") { Description = "Whose team it counts for.", HelpName = "TEAM" };
    private readonly Option<string[]> _models = new("--models") { Description = "Models it may ask for, with commas; a * at the end takes all that begin so.", HelpName = "MODELS" };
    private readonly Option<string?> _expires = new("--expires") { Description = "When it ends: 30d, 12h, 2026-12-31.", HelpName = "WHEN" };
    private readonly Option<bool> _admin = new("--admin") { Description = "A key of the admin API instead of one for clients." };

    private readonly Option<bool> _strict = new("--strict") { Description = "Refuse requests of which a target can't express everything, instead of leaving that out." };

    public KeysCreateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "create", "Make a key and show it, once.")
    {
        Add(_name);
        Add(_user);
        Add(_team);
        Add(_models);
        Add(_expires);
        Add(_admin);
        Add(_strict);
        Aliases.Add("new");
        HiddenAliases = ["new"];
        Examples = ["weir keys create laptop", "weir keys create ci --models 'openai/*,fast' --expires 30d", "KEY=$(weir keys create script)"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var now = run.Context.Time.GetUtcNow();
        var order = new KeyOrder
        {
            Name = run.Value(_name),
            User = run.Value(_user),
            Team = run.Value(_team),
            Models = [.. (run.Value(_models) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            ExpiresAt = Moments.Future(run.Value(_expires), "--expires", now),
            Admin = run.Value(_admin),
            Strict = run.Value(_strict),
        };
        if (order.ExpiresAt <= now)
        {
            throw new CliException(ExitCodes.WrongUsage, "--expires: the key would be dead at once.", "Give a moment to come, such as 30d.");
        }

        var admin = await run.AdminAsync(cancellationToken);
        var created = await admin.CreateKeyAsync(order, cancellationToken);
        return NewKeyWords.Show(run, created, "is made");
    }
}
