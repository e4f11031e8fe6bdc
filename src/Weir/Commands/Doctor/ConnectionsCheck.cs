using Weir.Words;

namespace Weir.Commands.Doctor;

/// <summary>Every connection answers.</summary>
internal sealed class ConnectionsCheck : IDoctorCheck
{
    public string Name => "connections";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var admin = await visit.Admin(cancellationToken);
        var connections = await admin.ListConnectionsAsync(cancellationToken);
        var unserved = connections.Where(connection => !connection.Served).Select(connection =>
            new Finding(Name, FindingResult.Warning, $"{connection.Name} is not served: {connection.Reason}", $"See: weir providers show {connection.Name}"));
        var tests = await Task.WhenAll(connections.Where(connection => connection.Served)
            .Select(connection => admin.TestConnectionAsync(connection.Name, cancellationToken)));
        return
        [
            .. tests.Select(test => test.Ok
                ? new Finding(Name, FindingResult.Ok, $"{test.Connection} answers in {Amounts.Milliseconds(test.DurationMs)}.")
                : new Finding(Name, FindingResult.Failed, $"{test.Connection}: {test.Message}", test.Action)),
            .. unserved,
        ];
    }
}
