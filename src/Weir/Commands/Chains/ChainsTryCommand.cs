using System.CommandLine;
using System.Text.Json;
using Weir.Commands.Explain;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Invocation;

namespace Weir.Commands.Chains;

/// <summary><c>weir chains try NAME</c>: a dry run.</summary>
internal sealed class ChainsTryCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The chain." };
    private readonly Argument<string?> _file = new("FILE") { Description = "A request's JSON body; - for standard input. Without it, only the way is told.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _key = new("--key") { Description = "The client key that would ask, by name or id.", HelpName = "KEY" };

    public ChainsTryCommand(CliContext context, GlobalOptions options)
        : base(context, options, "try", "Tell where a request to a chain would go, who is passed over and why. Nothing is sent.")
    {
        Add(_name);
        Add(_file);
        Add(_key);
        Examples = ["weir chains try coding", "weir chains try coding request.json --key ci"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        JsonElement? body = run.Optional(_file) is { } file ? await RequestBody.ReadAsync(run, file, cancellationToken) : null;
        var admin = await run.AdminAsync(cancellationToken);
        var chain = await admin.GetChainAsync(run.Value(_name), cancellationToken);
        var preview = await admin.PreviewAsync(new RouteQuestion { Model = chain.Name, Key = run.Value(_key), Body = body }, cancellationToken);
        run.Show(preview, AdminJson.Default.RoutePreview, terminal => PreviewWords.Write(terminal, preview));
        return preview.Error is null ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
