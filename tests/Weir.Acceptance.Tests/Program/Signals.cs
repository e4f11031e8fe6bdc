using System.Runtime.InteropServices;

namespace Weir.Acceptance.Tests.Program;

/// <summary>Signals that the class library can't send.</summary>
internal static class Signals
{
    private const int Sigterm = 15;

    public static void Terminate(int processId)
    {
        if (Kill(processId, Sigterm) != 0)
        {
            throw new InvalidOperationException($"Process {processId} took no signal: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
