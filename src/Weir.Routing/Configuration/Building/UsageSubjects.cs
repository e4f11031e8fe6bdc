using Weir.Metering.Budgets;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Names;

namespace Weir.Routing.Configuration.Building;

/// <summary>What a budget or a limit is on. Connections must be in the file; keys, users and teams only the database knows.</summary>
internal sealed class UsageSubjects(IReadOnlyList<ConnectionConfig> connections, ProblemList problems)
{
    /// <summary>The subject that <c>on</c> names; null when there is a problem.</summary>
    public Subject? Read(ConfigBlock block)
    {
        if (block.Scalar("on") is not { } on)
        {
            return null;
        }

        if (!Subject.TryParse(on.Text, out var subject))
        {
            problems.Error(
                on.Node,
                $"{on.Shown} is neither gateway nor key:NAME, user:NAME, team:NAME, connection:NAME or model:NAME.",
                "Write it like connection:my-openai or key:ci.");
            return null;
        }

        if (subject.Kind == SubjectKind.Connection && !connections.Any(connection => connection.Name == subject.Name))
        {
            var near = NearestName.Find(subject.Name, connections.Select(static connection => connection.Name));
            problems.Error(
                on.Node,
                on.Source is null ? $"no connection is named {Quote.Of(subject.Name)}." : $"{on.Shown} names no connection.",
                near is null ? "Name it under 'providers'." : $"Did you mean '{on.Text[..on.Text.IndexOf(':', StringComparison.Ordinal)]}:{near}'?");
            return null;
        }

        return subject;
    }

    /// <summary>As <see cref="Read"/>, where the problems are reported already.</summary>
    public static Subject? Peek(ConfigBlock block) => Subject.TryParse(block.Text("on"), out var subject) ? subject : null;
}
