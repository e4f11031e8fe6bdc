using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Terminal;

namespace Weir.Invocation;

/// <summary>A command that lists all there is of something, as a table.</summary>
/// <typeparam name="T">One of them.</typeparam>
internal abstract class ListCommand<T> : CliCommand
{
    protected ListCommand(CliContext context, GlobalOptions options, string things, string description)
        : base(context, options, "list", description)
    {
        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = [$"weir {things} list", $"weir {things} list --json"];
    }

    /// <summary>How the list is written as JSON.</summary>
    protected abstract JsonTypeInfo<IReadOnlyList<T>> Json { get; }

    /// <summary>What is said where there are none, and how to get one.</summary>
    protected abstract string None { get; }

    protected abstract Task<IReadOnlyList<T>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken);

    /// <param name="items">One at least.</param>
    /// <param name="now">The time.</param>
    protected abstract TableView Table(IReadOnlyList<T> items, DateTimeOffset now);

    protected sealed override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var items = await ReadAsync(await run.AdminAsync(cancellationToken), cancellationToken);
        return run.Show(items, Json, terminal =>
        {
            if (items.Count == 0)
            {
                terminal.Note(None);
            }
            else
            {
                terminal.Table(Table(items, run.Context.Time.GetUtcNow()));
            }
        });
    }
}
