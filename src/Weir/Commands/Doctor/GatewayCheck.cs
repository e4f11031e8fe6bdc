using Weir.Words;

namespace Weir.Commands.Doctor;

/// <summary>Whether a gateway runs.</summary>
internal sealed class GatewayCheck : IDoctorCheck
{
    public string Name => "gateway";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var admin = await visit.Admin(cancellationToken);
        var status = await admin.StatusAsync(cancellationToken);
        return status.Running
            ? [new(Name, FindingResult.Ok, $"It runs at {status.Url}, since {Amounts.Span(TimeSpan.FromSeconds(status.UptimeSeconds ?? 0))}.")]
            : [new(Name, FindingResult.Warning, "No gateway runs on this data folder.", "Start one: weir serve")];
    }
}
