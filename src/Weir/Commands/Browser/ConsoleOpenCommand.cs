using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Browser;

/// <summary><c>weir console open</c>: a way into the console without a key.</summary>
internal sealed class ConsoleOpenCommand : CliCommand
{
    public ConsoleOpenCommand(CliContext context, GlobalOptions options)
        : base(context, options, "open", "Print a link that signs one browser in, once, within ten minutes.") =>
        Examples = ["weir console open", "weir console open --url https://weir.example.com"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var link = await admin.CreateConsoleLinkAsync(null, cancellationToken);
        var gateway = run.Settings.Url?.GetLeftPart(UriPartial.Authority) ?? (await admin.StatusAsync(cancellationToken)).Url;
        var opened = link with { Path = gateway + link.Path };

        // Printed, not opened: a browser gets its address as an argument, which every user of the machine can read.
        return run.Show(opened, AdminJson.Default.ConsoleLink, terminal => terminal.Line(opened.Path));
    }
}
