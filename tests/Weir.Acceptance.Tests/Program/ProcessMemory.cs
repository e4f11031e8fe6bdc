using System.Diagnostics;

namespace Weir.Acceptance.Tests.Program;

/// <summary>Memory of another process, as the system counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident bytes now.</summary>
    public static long ResidentBytes(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.WorkingSet64;
    }

    /// <summary>The most resident bytes it ever had.</summary>
    public static long PeakBytes(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.PeakWorkingSet64;
    }
}
