using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Auth;

/// <summary>
/// The command that <c>/.well-known/opencode</c> names. Keys are kept as hashes and can't be shown twice, so each run replaces the key of its name; the old
/// one goes on for a while, for a client that still holds it.
/// </summary>
internal sealed class AuthTokenCommand : CliCommand
{
    private const string Given = "WEIR_KEY";

    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private readonly Option<string?> _name = new("--name") { Description = "Name of the key; cli-USER@MACHINE when left out.", HelpName = "KEY" };

    public AuthTokenCommand(CliContext context, GlobalOptions options)
        : base(context, options, "token", "Print a client key for the gateway, and nothing else: for programs that sign in by a command.")
    {
        Add(_name);
        Examples = ["weir auth token", "weir auth token --url https://llm.example.com", "opencode auth login http://127.0.0.1:9347"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        // Who was given a key needs no right to make one.
        if (run.Context.Variable(Given) is { } key)
        {
            return Print(run, key);
        }

        var admin = await run.AdminAsync(cancellationToken);
        var name = run.Value(_name) ?? $"cli-{Environment.UserName}@{Environment.MachineName}";
        var existing = (await admin.ListKeysAsync(cancellationToken)).FirstOrDefault(entry => entry.Name == name && entry.State == "active");
        var made = existing switch
        {
            null => await admin.CreateKeyAsync(new KeyOrder { Name = name }, cancellationToken),
            { Admin: true } => throw new CliException(ExitCodes.Failed, $"The key \"{name}\" is an admin key.", "Choose another name: --name NAME"),
            _ => await admin.RotateKeyAsync(existing.Id, Overlap, cancellationToken),
        };
        return Print(run, made.Key);
    }

    private static int Print(CommandRun run, string key)
    {
        run.Terminal.Line(key);
        return ExitCodes.Ok;
    }
}
