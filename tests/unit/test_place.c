/* test_place.c - what counts as a network file system. The rest of place.h is in test_store.c. */
/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "test.h"

#include <linux/magic.h>

#include "base/macros.h"
#include "store/place.h"

TEST(shared_file_systems_are_network_file_systems)
{
	static const unsigned long shared[] = {
		NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC,   CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
		FUSE_SUPER_MAGIC, V9FS_MAGIC,        AFS_SUPER_MAGIC,  CEPH_SUPER_MAGIC,
		CODA_SUPER_MAGIC, OCFS2_SUPER_MAGIC,
	};

	for (size_t i = 0; i < ARRAY_LEN(shared); i++)
		assert_true(place_is_network(shared[i]));
}

TEST(disks_of_this_machine_are_not)
{
	static const unsigned long local[] = {
		EXT4_SUPER_MAGIC,      XFS_SUPER_MAGIC,  BTRFS_SUPER_MAGIC, TMPFS_MAGIC,
		OVERLAYFS_SUPER_MAGIC, F2FS_SUPER_MAGIC, MSDOS_SUPER_MAGIC,
	};

	for (size_t i = 0; i < ARRAY_LEN(local); i++)
		assert_false(place_is_network(local[i]));
}

TEST(a_type_with_its_sign_extended_is_known_too)
{
	int cifs = (int)0xFF534D42; /* as f_type is read where it is 32 bits wide */

	assert_true(place_is_network((unsigned long)(long)cifs));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shared_file_systems_are_network_file_systems),
		cmocka_unit_test(disks_of_this_machine_are_not),
		cmocka_unit_test(a_type_with_its_sign_extended_is_known_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
