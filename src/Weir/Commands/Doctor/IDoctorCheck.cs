namespace Weir.Commands.Doctor;

/// <summary>One thing that can be wrong with an installation.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it is called in a report and on the command line.</summary>
    string Name { get; }

    /// <summary>Looks, leaves nothing behind. What it throws counts as a failure.</summary>
    Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken);
}
