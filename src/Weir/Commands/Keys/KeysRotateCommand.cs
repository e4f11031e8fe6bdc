using System.CommandLine;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Keys;

internal sealed class KeysRotateCommand : CliCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "The key's name or id." };
    private readonly Option<string> _overlap = new("--overlap") { Description = "How long the old key still works.", HelpName = "SPAN", DefaultValueFactory = _ => "24h" };

    public KeysRotateCommand(CliContext context, GlobalOptions options)
        : base(context, options, "rotate", "Make a new key with the rights of an old one, which ends a little later.")
    {
        Add(_key);
        Add(_overlap);
        Examples = ["weir keys rotate ci", "weir keys rotate ci --overlap 0s"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var overlap = Moments.Span(run.Value(_overlap)!, "--overlap");
        var admin = await run.AdminAsync(cancellationToken);
        var created = await admin.RotateKeyAsync(run.Value(_key), overlap, cancellationToken);
        return NewKeyWords.Show(run, created, overlap == TimeSpan.Zero ? "replaces the old one now" : $"replaces the old one, which ends in {Amounts.Span(overlap)}");
    }
}
