/*
 * confine.c - see confine.h. The filter is a list of forbidden calls, since
 * what libc and SQLite may use differs from version to version: a call that
 * this list does not know goes through.
 */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "base/macros.h"

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE

static const uint32_t forbidden[] = {
	SYS_execve, SYS_execveat,                                     /* other programs */
	SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, /* any network */
	SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,      /* other processes */
	SYS_pidfd_getfd, SYS_kcmp, SYS_perf_event_open,
	SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot,           /* another file tree */
	SYS_unshare, SYS_setns, SYS_open_by_handle_at,
	SYS_bpf, SYS_userfaultfd, SYS_keyctl, SYS_add_key,            /* the kernel's workshop */
	SYS_request_key, SYS_init_module, SYS_finit_module, SYS_delete_module,
	SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct,
	SYS_settimeofday, SYS_clock_settime, SYS_sethostname, SYS_setdomainname,
};

#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define DENY BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
/* Goes on when the loaded word is `value`, else skips the next instruction. */
#define IF(value) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, 1)

struct program {
	struct sock_filter code[3 * ARRAY_LEN(forbidden) + 16];
	unsigned short len;
};

static void
add(struct program *p, struct sock_filter instruction)
{
	p->code[p->len++] = instruction;
}

static void
assemble(struct program *p)
{
	/* Calls by another machine's numbers would mean something else. */
	add(p, (struct sock_filter)LOAD(arch));
	add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0));
	add(p, (struct sock_filter)DENY);
	add(p, (struct sock_filter)LOAD(nr));
#ifdef __X32_SYSCALL_BIT
	add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, __X32_SYSCALL_BIT, 0, 1));
	add(p, (struct sock_filter)DENY);
#endif
	for (size_t i = 0; i < ARRAY_LEN(forbidden); i++) {
		add(p, (struct sock_filter)IF(forbidden[i]));
		add(p, (struct sock_filter)DENY);
	}
	/* TIOCSTI types into the terminal as if the clerk had. */
	add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 1, 0));
	add(p, (struct sock_filter)ALLOW);
	add(p, (struct sock_filter)LOAD(args[1]));
	add(p, (struct sock_filter)IF(TIOCSTI));
	add(p, (struct sock_filter)DENY);
	add(p, (struct sock_filter)ALLOW);
}

bool
confine(void)
{
	struct program p = { .len = 0 };

	assemble(&p);
	const struct sock_fprog filter = { .len = p.len, .filter = p.code };

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

#else

bool
confine(void)
{
	return false;
}

#endif
