using Weir.Routing.Configuration.Values;
using Weir.Routing.Names;

namespace Weir.Routing.Configuration.Building;

/// <summary>What a budget or a limit is on: <c>provider:NAME</c>, a connection of the file, or <c>key:NAME</c>, which only the database knows.</summary>
internal static class UsageSubjects
{
    public static void Check(IEnumerable<ConfigBlock> blocks, IReadOnlyList<ConnectionConfig> connections, ProblemList problems)
    {
        foreach (var on in blocks.Select(static block => block.Scalar("on")).OfType<ScalarValue>())
        {
            var colon = on.Text.IndexOf(':', StringComparison.Ordinal);
            var name = on.Text[(colon + 1)..];
            if (colon < 0 || name.Length == 0 || on.Text[..colon] is not ("provider" or "key"))
            {
                problems.Error(on.Node, $"{on.Shown} is neither provider:NAME nor key:NAME.", "Write it like provider:my-openai or key:ci.");
            }
            else if (on.Text[..colon] == "provider" && !connections.Any(connection => connection.Name == name))
            {
                var near = NearestName.Find(name, connections.Select(static connection => connection.Name));
                problems.Error(on.Node, on.Source is null ? $"no connection is named {Quote.Of(name)}." : $"{on.Shown} names no connection.", near is null ? "Name it under 'providers'." : $"Did you mean 'provider:{near}'?");
            }
        }
    }
}
