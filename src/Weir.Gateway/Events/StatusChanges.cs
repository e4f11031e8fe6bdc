using Weir.Gateway.Admin;

namespace Weir.Gateway.Events;

/// <summary>Whether a connection fares as it did: a record's own equality would take two equal lists for different ones.</summary>
internal static class StatusChanges
{
    public static bool AreSame(ConnectionStatus one, ConnectionStatus other) =>
        one with { Limits = other.Limits } == other && Ageless(one).SequenceEqual(Ageless(other));

    // That a limit was told of a second earlier than a second ago is no news.
    private static IEnumerable<QuotaEntry> Ageless(ConnectionStatus status) => status.Limits.Select(static limit => limit with { AgeSeconds = null });
}
